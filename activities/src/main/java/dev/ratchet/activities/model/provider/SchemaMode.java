package dev.ratchet.activities.model.provider;

/** How a model is held to the schema of an answer. Whatever it is, the answer is read and judged all the same. */
public enum SchemaMode {
    /** The provider's own: {@code response_format} of OpenAI, {@code output_config} of Anthropic, {@code format} of Ollama. */
    NATIVE,
    /**
     * The schema is that of a tool, and the answer is the call of it. Anthropic and Ollama send its arguments as JSON and not
     * as text, so that a number with a fraction comes as the nearest double; actions give amounts as texts.
     */
    TOOL,
    /** The schema is among the instructions. */
    INSTRUCTIONS
}
