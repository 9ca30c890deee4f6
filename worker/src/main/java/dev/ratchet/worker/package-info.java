/**
 * Composition root: reads the configuration, opens what the activities stand on, registers every agent, and runs until
 * told to stop. Start with Capabilities and Agents; what a person types is in {@code command}. No rule of any agent and no capability
 * is written here.
 */
@NullMarked
package dev.ratchet.worker;

import org.jspecify.annotations.NullMarked;
