/**
 * The {@code ratchet} command line: its main class, and what belongs to the process. One room for each group of
 * commands, and one for each thing that they talk to:
 *
 * <ul>
 *   <li>{@code agents}, {@code run}, {@code batch}: the commands about any agent
 *   <li>{@code submit}, {@code books}: the commands of one agent: many documents at once, and its books
 *   <li>{@code evaluation}: measures agents, and compares what was measured
 *   <li>{@code rollout}: versions of the workers
 *   <li>{@code gateway}, {@code temporal}: the clients of the two services
 *   <li>{@code screen}: what a person reads
 *   <li>{@code command}: what every command needs; it knows no other room
 * </ul>
 *
 * No room knows this package, no two rooms know each other, and only {@code submit} and {@code books} know an agent. The command
 * line sees the workflows' contracts and the gateway's. No database, no activity and no kernel may enter.
 */
@NullMarked
package dev.ratchet.starter;

import org.jspecify.annotations.NullMarked;
