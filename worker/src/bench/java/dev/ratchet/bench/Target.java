package dev.ratchet.bench;

/**
 * What a measurement should come to.
 *
 * @param of what is held against the limit
 */
record Target(Of of, Bound bound, double limit) {

    enum Of {
        /** Ours divided by the other. */
        RATIO,
        /** Ours, in its unit. */
        VALUE
    }

    enum Bound {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    static Target ratioAtMost(double limit) {
        return new Target(Of.RATIO, Bound.AT_MOST, limit);
    }

    static Target ratioAtLeast(double limit) {
        return new Target(Of.RATIO, Bound.AT_LEAST, limit);
    }

    static Target atMost(double limit) {
        return new Target(Of.VALUE, Bound.AT_MOST, limit);
    }

    boolean met(double measured) {
        return bound == Bound.AT_MOST ? measured <= limit : measured >= limit;
    }

    @Override
    public String toString() {
        return bound.sign + " " + Result.shown(limit) + (of == Of.RATIO ? " x" : "");
    }
}
