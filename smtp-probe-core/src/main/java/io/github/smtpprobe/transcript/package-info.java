/**
 * The exact dialogue as evidence: entries in the order in which they went over the wire, with secrets already masked, printed in
 * a notation that can be read back. This package knows octets, directions and events, but nothing of replies or steps.
 */
@NullMarked
package io.github.smtpprobe.transcript;

import org.jspecify.annotations.NullMarked;
