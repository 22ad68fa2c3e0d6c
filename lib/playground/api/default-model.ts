/** What is asked until the reader chooses: the model that Spark gives to every app for free. */
export const DEFAULT_MODEL = "lite";
