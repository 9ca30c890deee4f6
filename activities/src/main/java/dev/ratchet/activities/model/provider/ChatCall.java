package dev.ratchet.activities.model.provider;

/**
 * What a model is asked.
 *
 * @param system what the model is for; never holds a word of a document
 * @param user what it works on
 * @param schemaName 1 to 64 letters, digits, underscores and hyphens, as OpenAI's {@code json_schema.name} demands
 * @param schema JSON Schema of the answer, a JSON object as text
 * @param mostTokens completion tokens at most, 1 or more
 */
public record ChatCall(String system, String user, String schemaName, String schema, int mostTokens) {
    public ChatCall {
        if (!schemaName.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "schema name '" + schemaName + "' must be 1 to 64 letters, digits, underscores or hyphens");
        }
        if (mostTokens < 1) {
            throw new IllegalArgumentException("a call allows at least one completion token, not " + mostTokens);
        }
    }

    /** Tokens that it may take, prompt and completion together; a token is taken to be four characters. */
    public long tokens() {
        return (system.length() + user.length() + schema.length()) / 4L + mostTokens;
    }

    /** Never the texts themselves: they are somebody's document. */
    @Override
    public String toString() {
        return "ChatCall[" + schemaName + ", system " + system.length() + " and user " + user.length()
                + " characters, at most " + mostTokens + " tokens]";
    }
}
