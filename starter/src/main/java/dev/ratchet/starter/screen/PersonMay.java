package dev.ratchet.starter.screen;

import dev.ratchet.workflows.run.Explanation;
import dev.ratchet.workflows.run.Explanation.ActionNow;
import java.util.List;

/** What a person may propose to a run that waits, and what to type for it. */
final class PersonMay {
    private PersonMay() {}

    /** Empty when there is nothing to propose. */
    static String text(Explanation explanation) {
        String id = brief(explanation.summary().workflowId());
        List<String> lines = explanation.actions().stream()
                .filter(ActionNow::personMay)
                .map(action -> "  " + line(action.action(), id) + "\n")
                .toList();
        return lines.isEmpty() ? "" : "\nA person may propose\n" + String.join("", lines);
    }

    private static String line(String action, String id) {
        return switch (action) {
            case "record_fields" ->
                "its fields:         ratchet fields " + id + " > FILE, fill it in, ratchet fill " + id + " FILE";
            case "choose_relation" -> "what it does:       ratchet choose " + id + " replaces|adds-to|unrelated";
            default -> action;
        };
    }

    private static String brief(String workflowId) {
        String digest = workflowId.substring(workflowId.lastIndexOf('/') + 1);
        return Tables.plain(digest.length() > 12 ? digest.substring(0, 12) : digest);
    }
}
