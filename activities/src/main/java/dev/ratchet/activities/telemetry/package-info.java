/**
 * What operators see of runs and of calls to models: spans and metrics, told through the API of OpenTelemetry. No text of a
 * document, a prompt, a completion or a person may enter. The SDK is the worker's.
 */
@NullMarked
package dev.ratchet.activities.telemetry;

import org.jspecify.annotations.NullMarked;
