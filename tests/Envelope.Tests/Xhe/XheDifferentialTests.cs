using System.Xml.Linq;
using SdkNode.Envelope.Tests.Oracles;
using SdkNode.Security;

namespace SdkNode.Envelope.Tests.Xhe;

/// <summary>Our schema and rules against the official ones, over samples and some hundreds of damaged envelopes.</summary>
public sealed class XheDifferentialTests
{
    [Fact]
    [Rule("XHE-9.1", Refuses = true)]
    [Rule("XHE-9.2", Refuses = true)]
    [Rule("XHE-9.3", Refuses = true)]
    public async Task What_the_official_schema_or_Schematron_refuses_we_refuse_and_what_else_we_refuse_is_on_the_stricter_list()
    {
        var encrypted = await File.ReadAllTextAsync(SharedFiles.Official("samples/xhe/as4_xhe_encrypted.xml"), TestContext.Current.CancellationToken);
        var mutants = Mutations.Of(Envelopes.Plain, IsOutside).Concat(Mutations.Of(encrypted, IsOutside).Where((_, index) => index % 4 == 0)).ToList();
        Assert.InRange(mutants.Count, 500, 2000);
        await new Differential(OfficialSchema.Xhe(), OfficialSchematron.Xhe, xml => [.. Envelopes.Read(xml).Faults.Select(fault => fault.RuleId)]).RunAsync(mutants);
    }

    // The payload, the encryption and the signature are exempt from the envelope's rules.
    private static bool IsOutside(XElement element) =>
        !element.AncestorsAndSelf().Any(ancestor => ancestor.Name.NamespaceName is XmlNamespaces.Ds or XmlNamespaces.Xenc || ancestor.Parent?.Name.LocalName == "PayloadContent");
}
