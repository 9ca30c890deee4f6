package dev.ratchet.activities.budget;

import dev.ratchet.activities.yaml.YamlBounds;
import dev.ratchet.activities.yaml.YamlFields;
import dev.ratchet.workflows.contract.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits as people write them:
 *
 * <pre>
 * # In the accounting currency, at most six decimals. What is not named is not limited.
 * run: 2.00          # each run
 * agents:            # each agent in a month
 *   invoice: 300.00
 * tenant: 1000.00    # all agents in a month
 * day: 50.00         # all agents in a day
 * over: WAIT         # a run that a budget cannot hold waits for a person; END: it ends
 * </pre>
 */
final class LimitsReader {
    private static final YamlBounds BOUNDS = new YamlBounds(64 * 1024, 4, 2_000);
    private static final String EXAMPLE = "'day: 50.00'";
    private static final Pattern ANY = Pattern.compile(".*");
    private static final String AMOUNT_RIGHT = "an amount with at most six decimals, such as 50.00";
    private static final Pattern OVER = Pattern.compile("WAIT|END");

    private final String file;
    private final SortedSet<String> known;
    private final List<String> wrong = new ArrayList<>();

    private LimitsReader(String file, SortedSet<String> known) {
        this.file = file;
        this.known = known;
    }

    /**
     * @param file its name, for complaints
     * @param known agents: a limit of one that is misspelt would limit nobody
     */
    static Limits read(String file, String yaml, SortedSet<String> known) throws InvalidLimits {
        return new LimitsReader(file, known).limits(yaml);
    }

    private Limits limits(String yaml) throws InvalidLimits {
        YamlFields fields = YamlFields.read(yaml, BOUNDS, EXAMPLE, this::complain);
        if (fields == null) {
            throw new InvalidLimits(String.join("\n", wrong));
        }
        fields.only("run", "agents", "tenant", "day", "over");
        if (fields.names().contains("agents")) {
            fields.required("agents");
        }
        Limits limits = new Limits(
                amount(fields, "run"),
                agents(fields.fields("agents", "'invoice: 300.00'")),
                amount(fields, "tenant"),
                amount(fields, "day"),
                over(fields));
        if (!wrong.isEmpty()) {
            throw new InvalidLimits(String.join("\n", wrong));
        }
        return limits;
    }

    private SortedMap<String, Long> agents(@Nullable YamlFields agents) {
        SortedMap<String, Long> limits = new TreeMap<>();
        if (agents != null) {
            for (String agent : agents.names()) {
                if (!known.contains(agent)) {
                    agents.wrong(agent, "is no agent; known are " + known);
                }
                Long limit = amount(agents, agent);
                if (limit != null) {
                    limits.put(agent, limit);
                }
            }
        }
        return limits;
    }

    private static Limits.Over over(YamlFields fields) {
        String text = fields.names().contains("over") ? fields.text("over", OVER, "WAIT or END") : null;
        return text == null ? Limits.Over.WAIT : Limits.Over.valueOf(text);
    }

    /** In millionths; null where it is not named, and where it is none. A name without an amount is a mistake, not no limit. */
    private static @Nullable Long amount(YamlFields fields, String name) {
        String text = fields.names().contains(name) ? fields.text(name, ANY, AMOUNT_RIGHT) : null;
        Long amount = text == null ? null : Micros.of(text).orElse(null);
        if (text != null && amount == null) {
            fields.wrong(name, "must be " + AMOUNT_RIGHT);
        }
        return amount;
    }

    private void complain(int line, String field, String why) {
        wrong.add(file + (line == 0 ? "" : ":" + line) + ": " + (field.isEmpty() ? "the file" : field) + " " + why);
    }
}
