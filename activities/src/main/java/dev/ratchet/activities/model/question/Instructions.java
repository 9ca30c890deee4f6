package dev.ratchet.activities.model.question;

import dev.ratchet.workflows.agent.ActionKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system prompt: the versioned text, the actions that are legal now, and why the last proposal was turned down. */
public final class Instructions {
    private Instructions() {}

    public static String of(String prompt, List<ActionKind> legal, @Nullable String rejection) {
        StringBuilder text = new StringBuilder(prompt.stripTrailing()).append("\n\nActions you may name\n\n");
        for (ActionKind kind : legal) {
            text.append("- `")
                    .append(kind.wire())
                    .append("`: ")
                    .append(kind.purpose())
                    .append('\n');
        }
        if (rejection != null) {
            text.append("\nYour last answer was turned down with the code ")
                    .append(code(rejection))
                    .append(". Answer anew.\n");
        }
        return text.toString();
    }

    /** Codes only: a rejection may quote what a document or a model wrote, and that has no place among instructions. */
    private static String code(String rejection) {
        return rejection.matches("[A-Z][A-Z0-9_:.-]{0,79}") ? rejection : "REJECTED";
    }
}
