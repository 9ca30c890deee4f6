package dev.ratchet.activities.reconciliation;

/** How the server and the database can differ about a run. The names are frozen: they are the codes on the wire. */
public enum DifferenceKind {
    /** The server says that the run performed an effect; the database has neither the run's end nor the effect. */
    EFFECT_LOST("the server says that it ended with an effect that the database does not have"),

    /** The run ended on the server without an effect of ours; the database does not have its end. */
    RECORD_LOST("it ended on the server, and the database does not have its end"),

    /** The run failed on the server; the database does not have its end. */
    FAILURE_NOT_RECORDED("it failed on the server, and the database does not have its end"),

    /** The run waits on the server for a person; the database has no such request, so nobody sees it. */
    WAITING_NOT_RECORDED("it waits for a person on the server, and the database has no such request"),

    /** The run waits in both, but not for the same request: nobody can answer the one that is shown. */
    WAITS_FOR_ANOTHER("it waits on the server for another request than the one that people are shown"),

    /** The run is open on the server; the database has its end. */
    STILL_OPEN("it waits on the server, and the database has its end"),

    /** The database has a run that did not end; the server does not know it. */
    WAITS_NOWHERE("the database has it as not ended, and the server does not know it"),

    /** Somebody ended the run from outside, or its time was over; the database has it as not ended. */
    ENDED_BY_FORCE("it was ended from outside on the server, and the database has it as not ended"),

    /** The effect log has an effect of a run that has no end on record and that the server does not know. */
    EFFECT_NOT_RECORDED("the effect log has an effect of it, and neither the record nor the server has its end"),

    /** People are shown a request of a run that ended by the record. */
    REQUEST_STALE("people are shown a request of it, and by the record it does not wait");

    private final String why;

    DifferenceKind(String why) {
        this.why = why;
    }

    /** One sentence without its subject, which is the run. */
    public String why() {
        return why;
    }
}
