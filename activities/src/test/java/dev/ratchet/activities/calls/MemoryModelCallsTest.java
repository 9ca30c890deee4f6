package dev.ratchet.activities.calls;

class MemoryModelCallsTest extends ModelCallsContract {
    private final ModelCalls calls = new MemoryModelCalls();

    @Override
    ModelCalls calls() {
        return calls;
    }
}
