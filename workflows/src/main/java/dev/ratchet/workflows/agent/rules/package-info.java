/**
 * Rules as data: CEL conditions over typed facts, compiled and applied. Pure; knows no agent.
 */
@NullMarked
package dev.ratchet.workflows.agent.rules;

import org.jspecify.annotations.NullMarked;
