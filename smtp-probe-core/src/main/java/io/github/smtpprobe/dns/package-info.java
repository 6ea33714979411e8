/** The {@link io.github.smtpprobe.route.MailResolver} on dnsjava. The only package that knows dnsjava; it never judges what it finds. */
@NullMarked
package io.github.smtpprobe.dns;

import org.jspecify.annotations.NullMarked;
