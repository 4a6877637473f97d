namespace SdkNode.Envelope.Tests.Xhe;

public sealed class XheSampleTests
{
    [Theory]
    [InlineData("XHE-tm-base.xml")]
    [InlineData("XHE-tm-base-ext-sigenc.xml")]
    [InlineData("as4_xhe_encrypted.xml")]
    [InlineData("xhe_encrypted_payload.xml")]
    [InlineData("xhe_unencrypted.xml")]
    [InlineData("xhe_unencrypted_payload.xml")]
    [Rule("XHE-9.1")]
    [Rule("XHE-9.3")]
    public void The_official_samples_keep_every_rule(string name)
    {
        var read = Envelopes.Read(File.ReadAllBytes(SharedFiles.Official("samples/xhe/" + name)));
        Assert.Empty(read.Faults);
        Assert.NotNull(read.Header);
    }

    [Fact]
    [Rule("XHE-5.2", Refuses = true)]
    public void The_sample_of_another_process_is_refused_for_its_code_values_alone()
    {
        var read = Envelopes.Read(File.ReadAllBytes(SharedFiles.Official("samples/xhe/XHE-NonXML-tm-base.xml")));
        Assert.All(read.Faults, fault => Assert.Equal("XHE-5", fault.RuleId));
        Assert.Contains(read.Faults, fault => fault.Detail.Contains("bdx:noprocess", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("message-1.xhe.xml", true)]
    [InlineData("receipt-1.xhe.xml", false)]
    [Rule("XHE-10.3")]
    public void Envelopes_of_other_software_are_read(string name, bool encrypted)
    {
        var header = Envelopes.Read(File.ReadAllBytes(SharedFiles.Vector("xhe/" + name))).Header;
        Assert.NotNull(header);
        Assert.Equal(encrypted, header.Encrypted);
        Assert.Equal(!encrypted, header.DocumentType.IsMessageReceipt);
    }
}
