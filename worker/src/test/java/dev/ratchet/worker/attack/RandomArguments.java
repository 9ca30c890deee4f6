package dev.ratchet.worker.attack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ratchet.activities.attestation.AttestationKeys;
import dev.ratchet.worker.attack.Intruder.Step;
import dev.ratchet.workflows.contract.Attested;
import dev.ratchet.workflows.contract.CanonicalJson;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.effect.Authorization;
import dev.ratchet.workflows.contract.effect.EffectActivities;
import dev.ratchet.workflows.contract.effect.Intent;
import dev.ratchet.workflows.contract.effect.Permission;
import dev.ratchet.workflows.contract.invoice.BooksActivities.Query;
import dev.ratchet.workflows.contract.invoice.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random calls of the workers' activities. */
final class RandomArguments {
    private final Random random;
    private final List<GenuineParts> runs;
    private final GenuineParts own;
    private final AttestationKeys keys = AttestationKeys.generate();

    /** @param own of the run whose workflow id the history has */
    RandomArguments(Random random, List<GenuineParts> runs, GenuineParts own) {
        this.random = random;
        this.runs = runs;
        this.own = own;
    }

    Step step() {
        return switch (random.nextInt(10)) {
            case 0 -> new Step("DocumentRead", changed(CanonicalJson.tree(any().document())));
            case 1 -> new Step("BooksConsult", changed(CanonicalJson.tree(query())));
            case 2 -> new Step("InvoiceBatchConsult", changed(CanonicalJson.tree(List.of(query(), query()))));
            case 3, 4, 5 -> new Step("InvoiceBatchPost", changed(CanonicalJson.tree(List.of(request(), request()))));
            default -> new Step("EffectPerform", changed(CanonicalJson.tree(request())));
        };
    }

    private GenuineParts any() {
        return runs.get(random.nextInt(runs.size()));
    }

    private GenuineParts usual() {
        return random.nextInt(4) == 0 ? any() : own;
    }

    /** Mostly of one run, so that every single part that is not is looked at by itself. */
    private GenuineParts like(GenuineParts usual) {
        return random.nextInt(4) == 0 ? any() : usual;
    }

    private Query query() {
        GenuineParts usual = usual();
        return new Query(like(usual).run(), like(usual).document(), like(usual).reading(), null, null, null);
    }

    private EffectActivities.Request request() {
        GenuineParts usual = usual();
        Intent intent = random.nextInt(3) == 0
                ? altered(like(usual).intent())
                : like(usual).intent();
        return new EffectActivities.Request(
                random.nextInt(20) == 0 ? new TenantId("another") : TenantId.DEFAULT,
                like(usual).run(),
                intent,
                random.nextInt(3) == 0 ? like(usual).grant() : grant(usual, intent),
                random.nextInt(3) == 0 ? forged(usual, intent) : like(usual).permission());
    }

    private static Authorization grant(GenuineParts usual, Intent intent) {
        Permission genuine = usual.permission().value();
        return new Authorization.PolicyGrant(intent.digest(), genuine.rule(), "1", genuine.rules());
    }

    /** What would be permitted, had a worker said so; with a code of one's own key, or of another permission. */
    private Attested<Permission> forged(GenuineParts usual, Intent intent) {
        Permission genuine = usual.permission().value();
        Permission wanted = new Permission(intent.digest(), true, null, genuine.rule(), genuine.rules(), null);
        return random.nextBoolean()
                ? keys.attest("permission", TenantId.DEFAULT, usual.run().workflowId(), wanted)
                : new Attested<>(wanted, usual.permission().mac());
    }

    /** Another amount, account or number, and still an entry that balances. */
    private Intent altered(Intent intent) {
        JournalEntry entry = JournalEntry.of(intent);
        List<JournalEntry.Line> lines = new ArrayList<>(entry.lines());
        JournalEntry.Line first = lines.get(0);
        JournalEntry.Line last = lines.get(lines.size() - 1);
        long more = random.nextBoolean() ? random.nextLong(1, 10_000) : 0;
        String account = random.nextBoolean() ? "liabilities:payable:MALLORY" : last.account();
        lines.set(0, new JournalEntry.Line(first.account(), first.minor() + more));
        lines.set(lines.size() - 1, new JournalEntry.Line(account, last.minor() - more));
        return new JournalEntry(
                        entry.tenant(),
                        entry.kind(),
                        entry.supplierId(),
                        random.nextBoolean() ? "NEW-" + random.nextInt(1_000_000) : entry.invoiceNumber(),
                        entry.date(),
                        entry.currency(),
                        entry.document(),
                        entry.orderNumber(),
                        entry.correctedNumber(),
                        lines)
                .intent();
    }

    /** Half of the time as it is; else with some leaves changed, left out or exchanged. */
    private JsonNode changed(JsonNode argument) {
        if (random.nextBoolean()) {
            return argument;
        }
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            List<Leaf> leaves = new ArrayList<>();
            collect(argument, leaves);
            change(leaves.get(random.nextInt(leaves.size())), leaves);
        }
        return argument;
    }

    private record Leaf(ObjectNode parent, String name) {
        JsonNode value() {
            return parent.path(name);
        }
    }

    private static void collect(JsonNode node, List<Leaf> leaves) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (object.path(name).isValueNode()) {
                    leaves.add(new Leaf(object, name));
                } else {
                    collect(object.path(name), leaves);
                }
            });
        } else {
            node.forEach(child -> collect(child, leaves));
        }
    }

    private void change(Leaf leaf, List<Leaf> others) {
        JsonNode value = leaf.value();
        switch (random.nextInt(4)) {
            case 0 -> leaf.parent().remove(leaf.name());
            case 1 ->
                leaf.parent()
                        .set(
                                leaf.name(),
                                others.get(random.nextInt(others.size())).value());
            case 2 -> leaf.parent().set(leaf.name(), new TextNode("changed " + random.nextInt(1_000)));
            default -> {
                if (value.isNumber()) {
                    leaf.parent().put(leaf.name(), value.asLong() + random.nextInt(2_001) - 1_000);
                } else if (value.isBoolean()) {
                    leaf.parent().put(leaf.name(), !value.asBoolean());
                } else {
                    leaf.parent().put(leaf.name(), value.asText() + "0");
                }
            }
        }
    }
}
