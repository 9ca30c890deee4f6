/** The product by its command line and its HTTP interface alone. */
package dev.ratchet.worker.dev.gateway;
