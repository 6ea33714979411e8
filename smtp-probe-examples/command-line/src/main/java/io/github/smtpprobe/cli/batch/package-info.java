/** The command {@code smtp-probe batch}: reads targets, shows progress and writes results. The library does the probing. */
@NullMarked
package io.github.smtpprobe.cli.batch;

import org.jspecify.annotations.NullMarked;
