/**
 * The ways to reach a server other than a direct connection, as data: a request or a probe holds a
 * {@link io.github.smtpprobe.road.Road}, and {@link io.github.smtpprobe.transport.Transport#over} connects by it. Requests, and
 * therefore routes and transports, depend on this package. Nothing here connects.
 */
@NullMarked
package io.github.smtpprobe.road;

import org.jspecify.annotations.NullMarked;
