/**
 * What to probe, as data: an immutable {@link io.github.smtpprobe.request.ProbeRequest} whose builder reports every problem at
 * once. It says nothing of how (trust, resolver, policy are wiring) and does no I/O.
 */
@NullMarked
package io.github.smtpprobe.request;

import org.jspecify.annotations.NullMarked;
