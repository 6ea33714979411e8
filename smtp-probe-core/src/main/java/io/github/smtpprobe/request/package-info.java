/**
 * What to probe, as data: an immutable {@link io.github.smtpprobe.request.ProbeRequest}, whose builder reports every problem at
 * once. How to connect (transport, resolver, policy) is not part of it, but of the probe. The only file that is read here is one
 * with trusted certificates that the caller names.
 */
@NullMarked
package io.github.smtpprobe.request;

import org.jspecify.annotations.NullMarked;
