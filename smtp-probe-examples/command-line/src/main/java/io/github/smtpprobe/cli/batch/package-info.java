/** The command {@code smtp-probe batch}: reads targets, shows progress, writes results. How targets are probed is the library's. */
@NullMarked
package io.github.smtpprobe.cli.batch;

import org.jspecify.annotations.NullMarked;
