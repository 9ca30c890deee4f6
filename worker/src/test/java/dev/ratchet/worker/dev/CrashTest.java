package dev.ratchet.worker.dev;

import java.nio.file.Path;
import java.util.Map;

/** On the embedded Temporal. */
final class CrashTest extends CrashContract {
    @Override
    Installation installation(Path folder) throws Exception {
        return Installation.start(folder, true, Map.of());
    }
}
