/** What stands for the key of the reader's own Spark app, wherever a key is shown. */
export const KEY_FORM = "APP_ID:API_SECRET:API_KEY";
