package dev.ratchet.activities.effect;

import dev.ratchet.workflows.contract.Receipt;
import dev.ratchet.workflows.contract.effect.Intent;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** A kind of effect as a newcomer would write it: a row in a table of theirs, without an amount. */
final class LetterEffect implements SimpleEffect {
    static final String NAME = "send_letter";

    /** The intent to send one letter; there is one letter for each case. */
    static Intent intent(String caseId, String text) {
        return new Intent(caseId, NAME, new TreeMap<>(Map.of("case", caseId, "text", text)));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Receipt perform(Handle handle, RequestedEffect effect) {
        Map<String, Object> letter = effect.intent().arguments();
        handle.createUpdate("INSERT INTO letter (tenant, case_id, text) VALUES (:tenant, :case, :text)")
                .bind("tenant", effect.tenant().value())
                .bind("case", letter.get("case"))
                .bind("text", letter.get("text"))
                .execute();
        return new Receipt("letter", (String) letter.get("case"));
    }
}
