package dev.ratchet.workflows.agent;

/** One word of an agent's vocabulary; each agent has one enum of these. */
public interface ActionKind {

    /**
     * What an agent says of the word.
     *
     * @param wire the name under which it is proposed and recorded: lower snake case, frozen
     * @param type the record that its arguments make; its components are the only arguments there are
     * @param purpose one sentence for planners and people: what it does
     */
    record Word(String wire, Effect effect, Class<? extends Action> type, String purpose) {}

    Word word();

    /**
     * The kind whose record the action is: what an agent's sealed interface answers for all of its records.
     *
     * @param kinds all of the agent's
     */
    static <K extends ActionKind> K of(Action action, K[] kinds) {
        for (K kind : kinds) {
            if (kind.type() == action.getClass()) {
                return kind;
            }
        }
        throw new IllegalArgumentException(action.getClass() + " is no action of " + kinds[0].getClass());
    }

    default String wire() {
        return word().wire();
    }

    default Effect effect() {
        return word().effect();
    }

    default Class<? extends Action> type() {
        return word().type();
    }

    default String purpose() {
        return word().purpose();
    }
}
