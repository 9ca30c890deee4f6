package dev.ratchet.activities.budget;

/** Levels of a budget, from the narrowest to the widest. Frozen names; rows are locked in this order. */
public enum Level {
    /** One run; a run that is started again under its id goes on with the same budget. */
    RUN("run"),
    /** All runs of an agent in a month of UTC. */
    AGENT("agent"),
    /** All runs of a tenant in a month of UTC. */
    TENANT("tenant"),
    /** All runs of a tenant in a day of UTC. */
    DAY("day");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    /** As people write it. */
    public String word() {
        return word;
    }
}
