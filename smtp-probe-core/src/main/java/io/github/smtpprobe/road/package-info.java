/**
 * The ways to a server other than a connection straight to it, as data: a request or a probe holds a
 * {@link io.github.smtpprobe.road.Road}, and {@link io.github.smtpprobe.transport.Transport#over} goes by it. It stands
 * below requests, since these, which routes and transports know, must be able to name one. Nothing here connects.
 */
@NullMarked
package io.github.smtpprobe.road;

import org.jspecify.annotations.NullMarked;
