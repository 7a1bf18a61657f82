/** A small paper in LaTeX with what papers have: our own words. */
export function makeLatex(): string {
  return String.raw`\documentclass{article}
\usepackage{siunitx} % Licence: CC-BY 4.0
\title{On nacre\thanks{Funded}}
\author{A. Perle\inst{1} \and B. Sch\"ale \\ University of Shells}
\date{May 2021}
\newcommand{\alumina}{Al$_2$O$_3$}
\begin{document}
\maketitle
% This paper is under CC BY 4.0
\begin{abstract} Nacre is tough. \end{abstract}
\section{Introduction}\label{sec:intro}
Nacre~\cite[p.~3]{smith,doe}, unlike \alumina{}, is \emph{tough} at 10\,\% strain (\cite{doe});
see Fig.~\ref{fig:platelets} and \cref{sec:numbers}.
\begin{figure}[h]\centering\includegraphics[width=\linewidth]{f}\caption{Platelets of nacre.}\label{fig:platelets}\end{figure}
\subsection{Numbers}\label{sec:numbers}
\input{methods}
\begin{table}\caption{Moduli}\begin{tabular}{l|c}\toprule Material & $E$ (GPa) \\ \midrule Nacre & \multicolumn{1}{c}{70} \\ \bottomrule\end{tabular}\end{table}
\begin{equation}\sigma = \frac{F}{A_0}\end{equation}
\begin{itemize}\item stiff\item tough\end{itemize}
\begin{thebibliography}{9}
\bibitem{smith} A. Smith, \emph{Shells}, 2010.
\bibitem[D]{doe} J. Doe, Bone, 2011.
\end{thebibliography}
\end{document}`
}
