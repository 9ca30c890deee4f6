package dev.ratchet.workflows.agent;

/** One word of an agent's vocabulary; each agent has one enum of these. */
public interface ActionKind {
    /** The name under which it is proposed and recorded: lower snake case, frozen. */
    String wire();

    Effect effect();

    /** The record that its arguments make; its components are the only arguments there are. */
    Class<? extends Action> type();

    /** One sentence for planners and people: what it does. */
    String purpose();
}
