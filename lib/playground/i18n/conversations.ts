import type { Locale } from "../page/locale";

const zh = {
  conversations: "对话列表",
  newConversation: "新对话",
  importFile: "导入",
  importNote: "导入从这里导出的 JSON 或 JSONL 文件",
  importFailed: (name: string) => `“${name}”不是从这里导出的对话，没有导入。`,
  search: "搜索标题和内容",
  noConversations: "还没有对话。发出第一条消息后，它会保存在这个浏览器里。",
  nothingFound: "没有找到。",
  today: "今天",
  yesterday: "昨天",
  more: (title: string) => `更多：${title}`,
  rename: "重命名",
  titleOf: "名称",
  save: "保存",
  cancel: "取消",
  remove: "删除",
  removed: (title: string) => `“${title}”已删除`,
  undo: "撤销",
  exportAs: (format: string) => `导出 ${format}`,
  share: "复制最后一问的链接",
  shareNote: "链接里只有最后一问、参数和图片链接，没有回答、密钥、上传的图片和画出的图片。",
  exportNote: "Markdown 和 JSON 里有画出的图片，文件可能很大；JSONL 里没有。",
};

/** Texts of the list of conversations, as a dialog or as a column. */
export const CONVERSATIONS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    conversations: "Conversations",
    newConversation: "New conversation",
    importFile: "Import",
    importNote: "Import a JSON or JSONL file that was exported here",
    importFailed: (name: string) =>
      `“${name}” is no conversation that was exported here. Nothing was imported.`,
    search: "Search titles and contents",
    noConversations: "Nothing yet. With its first message a conversation is kept in this browser.",
    nothingFound: "Nothing found.",
    today: "Today",
    yesterday: "Yesterday",
    more: (title: string) => `More: ${title}`,
    rename: "Rename",
    titleOf: "Title",
    save: "Save",
    cancel: "Cancel",
    remove: "Delete",
    removed: (title: string) => `“${title}” was deleted`,
    undo: "Undo",
    exportAs: (format: string) => `Export ${format}`,
    share: "Copy link to the last question",
    shareNote:
      "The link holds the last question, its parameters and image URLs: no answers, no keys, no uploaded or drawn images.",
    exportNote:
      "Markdown and JSON hold drawn images, so the file may be large; JSONL leaves them out.",
  },
};
