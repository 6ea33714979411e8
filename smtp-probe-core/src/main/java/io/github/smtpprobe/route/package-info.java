/**
 * Where to connect: who looks up addresses ({@link io.github.smtpprobe.route.MailResolver}), which of them are allowed
 * ({@link io.github.smtpprobe.route.AddressPolicy}), one {@link io.github.smtpprobe.route.Route} for each, and a
 * {@link io.github.smtpprobe.route.Resolution} with everything that was found or denied. Nothing here asks a name server or
 * connects.
 */
@NullMarked
package io.github.smtpprobe.route;

import org.jspecify.annotations.NullMarked;
