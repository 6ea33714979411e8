/**
 * Checks of whether a server is found and reached: its name and exchangers, their addresses and ports, the connection, and the
 * names that addresses lead back to. What is said on the connection is judged elsewhere.
 */
@NullMarked
package io.github.smtpprobe.diagnosis.connection;

import org.jspecify.annotations.NullMarked;
