package dev.ratchet.worker.dev;

import dev.ratchet.Needs;
import java.nio.file.Path;
import java.util.Map;

/** On a real Temporal. */
final class CrashRealServerTest extends CrashContract {
    @Override
    Installation installation(Path folder) throws Exception {
        return Installation.start(
                folder, false, Map.of("TEMPORAL_CLI", Needs.temporalCli().toString()));
    }
}
