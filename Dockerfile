# Debian, not Alpine: LanceDB, ONNX Runtime and llama.cpp come prebuilt for the GNU C library.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install scripts: every binary that is needed comes prebuilt. The GPU variants of llama.cpp are 500 MB of no use here.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@node-llama-cpp/*cuda* node_modules/@node-llama-cpp/*vulkan*

# The web page is built here: what builds it is not needed later.
FROM node:24-bookworm-slim AS page
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY vite.config.ts tsconfig.json ./
COPY src ./src
RUN npx vite build

FROM node:24-bookworm-slim
# Models are fetched with pip, into the cache volume, when they are first needed.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates python3 python3-pip \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY package.json tsconfig.json LICENSE README.md ./
COPY src ./src
COPY --from=page /app/src/web/dist ./src/web/dist
COPY graph ./graph
COPY ingest ./ingest
COPY agents ./agents
COPY examples ./examples
RUN ln -s /app/src/cli/main.ts /usr/local/bin/nacre \
  && chmod 755 src/cli/main.ts \
  && mkdir /data /cache \
  && chown node:node /data /cache
ENV NODE_ENV=production NACRE_DATA=/data NACRE_CACHE=/cache
VOLUME /data /cache
EXPOSE 7878
USER node
ENTRYPOINT ["nacre"]
CMD ["serve", "--host", "0.0.0.0"]
