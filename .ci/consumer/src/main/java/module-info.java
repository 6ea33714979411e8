module consumer {
    requires io.github.smtpprobe;
    requires io.github.smtpprobe.testkit;
}
