/**
 * How the command line starts: the archive of its classes, which the launcher names and the JVM reads. It contacts no foreign
 * server.
 */
@NullMarked
package io.github.smtpprobe.cli.start;

import org.jspecify.annotations.NullMarked;
