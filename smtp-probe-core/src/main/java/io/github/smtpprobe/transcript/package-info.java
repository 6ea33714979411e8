/**
 * The exact dialogue as evidence: entries in the order of the wire, secrets already masked, printed in a notation that reads
 * back. A leaf: it knows octets, directions and events, and nothing of replies or steps.
 */
@NullMarked
package io.github.smtpprobe.transcript;

import org.jspecify.annotations.NullMarked;
