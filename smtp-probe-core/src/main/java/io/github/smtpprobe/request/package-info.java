/**
 * What to probe, as data: an immutable {@link io.github.smtpprobe.request.ProbeRequest} whose builder reports every problem at
 * once. It says nothing of how to connect (transport, resolver and policy are the probe's), and reads nothing but a file of trusted
 * certificates that the caller names.
 */
@NullMarked
package io.github.smtpprobe.request;

import org.jspecify.annotations.NullMarked;
