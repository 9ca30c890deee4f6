/**
 * The benchmarks of {@code mvn -Pbench}: ours against something else on the same machine, server and database in one run.
 * {@link dev.ratchet.bench.Bench} starts the servers and one fresh JVM per benchmark, and makes the report.
 */
@NullMarked
package dev.ratchet.bench;

import org.jspecify.annotations.NullMarked;
