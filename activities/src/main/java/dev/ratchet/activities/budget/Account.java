package dev.ratchet.activities.budget;

/**
 * One level of something that spends.
 *
 * @param key a workflow id, {@code AGENT 2026-11}, {@code 2026-11} or {@code 2026-11-28}, as the level asks
 */
public record Account(Level level, String key) {
    private static final String MONTH = "[0-9]{4}-[0-9]{2}";

    public Account {
        String form = switch (level) {
            case RUN -> "(?s).{1,1000}";
            case AGENT -> "[a-z][a-z0-9_-]{0,59} " + MONTH;
            case TENANT -> MONTH;
            case DAY -> MONTH + "-[0-9]{2}";
        };
        if (!key.matches(form)) {
            throw new IllegalArgumentException("'" + key + "' names no budget of a " + level.word() + "; it should be "
                    + switch (level) {
                        case RUN -> "the run's workflow id";
                        case AGENT -> "an agent and a month, such as 'invoice 2026-11'";
                        case TENANT -> "a month, such as 2026-11";
                        case DAY -> "a day, such as 2026-11-28";
                    });
        }
    }

    @Override
    public String toString() {
        return level.word() + " " + key;
    }
}
