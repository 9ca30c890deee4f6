package dev.ratchet.workflows.agent;

import java.util.Optional;

/**
 * What a run may use and has used. Reserved before a call, settled after it, so that a call that could break the budget
 * is never made.
 *
 * @param allowed each at least 0
 * @param spent including what is reserved
 */
public record Budget(Amounts allowed, Amounts spent) {

    /**
     * @param steps turns of the loop
     * @param rejections proposals that the gate rejected
     * @param tokens of models
     * @param micros millionths of the accounting currency
     * @param millis wall time since the run began, waiting for people included
     */
    public record Amounts(long steps, long rejections, long tokens, long micros, long millis) {
        public Amounts {
            if (steps < 0 || rejections < 0 || tokens < 0 || micros < 0 || millis < 0) {
                throw new IllegalArgumentException("a budget has no negative amounts");
            }
        }

        public long of(Resource resource) {
            return switch (resource) {
                case STEPS -> steps;
                case REJECTIONS -> rejections;
                case TOKENS -> tokens;
                case MONEY -> micros;
                case WALL_TIME -> millis;
            };
        }
    }

    public enum Resource {
        STEPS("turns"),
        REJECTIONS("proposals"),
        TOKENS("tokens"),
        MONEY("millionths"),
        WALL_TIME("ms");

        private final String unit;

        Resource(String unit) {
            this.unit = unit;
        }

        public String unit() {
            return unit;
        }
    }

    public static Budget of(Amounts allowed) {
        return new Budget(allowed, new Amounts(0, 0, 0, 0, 0));
    }

    /**
     * What is used up, in the order of {@link Resource}; a resource is used up when nothing of it is left. Tokens and money of which
     * an agent may use none are not: no call to a model is affordable then, and no other turn needs any.
     */
    public Optional<Resource> exhausted() {
        for (Resource resource : Resource.values()) {
            if (left(resource) <= 0 && !unused(resource)) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }

    private boolean unused(Resource resource) {
        return (resource == Resource.TOKENS || resource == Resource.MONEY)
                && allowed.of(resource) == 0
                && spent.of(resource) == 0;
    }

    public long left(Resource resource) {
        return Math.max(0, allowed.of(resource) - spent.of(resource));
    }

    public boolean affords(Cost cost) {
        return cost.tokens() <= left(Resource.TOKENS) && cost.micros() <= left(Resource.MONEY);
    }

    Budget reserve(Cost cost) {
        return add(0, 0, cost.tokens(), cost.micros());
    }

    /** Gives back what was reserved and books what it really was. */
    Budget settle(Cost reserved, Cost actual) {
        return add(0, 0, actual.tokens() - reserved.tokens(), actual.micros() - reserved.micros());
    }

    Budget step() {
        return add(1, 0, 0, 0);
    }

    Budget rejection() {
        return add(0, 1, 0, 0);
    }

    Budget elapsed(long millis) {
        return new Budget(
                allowed, new Amounts(spent.steps, spent.rejections, spent.tokens, spent.micros, Math.max(0, millis)));
    }

    private Budget add(long steps, long rejections, long tokens, long micros) {
        return new Budget(
                allowed,
                new Amounts(
                        spent.steps + steps,
                        spent.rejections + rejections,
                        spent.tokens + tokens,
                        spent.micros + micros,
                        spent.millis));
    }
}
