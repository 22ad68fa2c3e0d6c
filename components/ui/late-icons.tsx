import { path } from "./icons";

/** Drawn like the others, and loaded with the parts that show them. */
export const CloseIcon = path("M6 6l12 12M18 6L6 18");
export const CopyIcon = path("M9 9h11v11H9zM5 15H4V4h11v1");
export const AgainIcon = path("M20 12a8 8 0 1 1-2.6-5.9M20 4v4h-4");
export const PencilIcon = path("M4 20l1-4L16 5l3 3L8 19l-4 1z");
export const BackIcon = path("M14 6l-6 6 6 6");
export const ForwardIcon = path("M10 6l6 6-6 6");
export const DownIcon = path("M12 5v14M6 13l6 6 6-6");
export const ImageIcon = path("M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9h.01");
export const FileIcon = path("M6 3h8l5 5v13H6zM14 3v5h5M9 13h7M9 17h5");
export const UploadIcon = path("M12 16V4M7 9l5-5 5 5M5 20h14");
export const WireIcon = path("M3 12h3M9 8v8M13 5v14M17 9v6M21 12h.01");
export const MoreIcon = path("M6 12h.01M12 12h.01M18 12h.01");
export const DownloadIcon = path("M12 4v12M7 11l5 5 5-5M5 20h14");
