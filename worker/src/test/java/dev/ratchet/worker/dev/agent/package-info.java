/** Agents that are not the product's own, and plans of people instead of models. */
package dev.ratchet.worker.dev.agent;
