package dev.ratchet.activities.model.provider;

/** The wire formats that are spoken. */
public enum Provider {
    /** {@code POST url/chat/completions}, of OpenAI and of the many servers that copy it. */
    OPENAI,
    /** {@code POST url/messages}. */
    ANTHROPIC,
    /** {@code POST url/api/chat}. */
    OLLAMA
}
