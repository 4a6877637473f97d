using System.Runtime.CompilerServices;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.Xhe;

/// <summary>One test for each entry of <c>specs/stricter.csv</c> about envelopes: the official files let it through, we do not.</summary>
public sealed class StricterXheTests
{
    private const string UnderPayload = "<b:DocumentTypeCode>";
    private const string Letter = "<letter xmlns=\"urn:example:letter\">Hej</letter>";

    private static readonly StricterEntries s_entries = new(OfficialSchema.Xhe, OfficialSchematron.Xhe, xml => [.. Envelopes.Read(xml).Faults.Select(fault => fault.RuleId)], new()
    {
        [nameof(A_participant_identifier_that_is_none)] = ("ID-2", Each(id => Envelopes.With("0203:regionvarmland.example", id), "9912:556677-1234", "0203:kristinehamn", "0007:212000186")),
        [nameof(An_envelope_id_that_is_no_UUID)] = ("XHE-3", Each(id => Envelopes.With("0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01", id), "862693f7-53d4-4d96-b35c", "{0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01}", "message-1")),
        [nameof(A_creation_time_without_zone)] = ("XHE-4", () => [Envelopes.With("19:11:00.120+01:00", "19:11:00.120")]),
        [nameof(A_criterion_too_many)] = ("XHE-5", Each(WithCriterion, "URGENCY", "DOCUMENTID")),
        [nameof(A_criterion_with_a_value_of_no_code_list)] = ("XHE-5", () =>
        [
            Envelopes.With("urn:fdc:digg.se:edelivery:federation:test", "urn:example:federation"),
            Envelopes.With("bdx:noprocess", "urn:example:process"),
            Envelopes.With("urn:fdc:digg.se:edelivery:process", "cenbii-procid-ubl"),
            Envelopes.With("busdox-docid-qns", "urn:example:scheme"),
            Envelopes.With("##1.0::tm-base<", "##1.0<"),
        ]),
        [nameof(A_ToParty_of_another_scheme)] = ("XHE-6", () => [Envelopes.With("<b:ID schemeID=\"iso6523-actorid-upis\">0203:regionvarmland", "<b:ID schemeID=\"urn:example:scheme\">0203:regionvarmland")]),
        [nameof(A_type_code_that_is_not_the_payloads_root)] = ("XHE-7", Each(code => Envelopes.With("Q{urn:example:letter}letter", code), "Q{urn:example:letter}note", "Q{urn:example:other}letter", "letter")),
        [nameof(A_content_type_that_is_not_the_payloads)] = ("XHE-7", Each(type => Envelopes.With("application/xml", type), "xml", "application/pdf")),
        [nameof(A_text_payload_that_is_not_Base64)] = ("XHE-7", () =>
        [
            .. Each(text => Envelopes.With(Letter, text).Replace("application/xml", "application/pdf", StringComparison.Ordinal), "Hej!", "SGVq=", "SGVqSGV")(),
            Envelopes.With(Letter, "SGVq"),
            Envelopes.With(Letter, "SGVq" + Letter),
        ]),
        [nameof(An_element_or_attribute_that_R1_leaves_out)] = ("XHE-9", () =>
        [
            Envelopes.With("<b:XHEVersionID>", "<b:XHEVersionID schemeName=\"x\">"),
            Envelopes.With("<b:CreationDateTime>", "<b:UUID>0d9b6f2e-6e0c-4b7e-9a55-0f6f1d8f4a01</b:UUID><b:CreationDateTime>"),
            Envelopes.With(UnderPayload, "<b:ID>1</b:ID>" + UnderPayload),
            Envelopes.With("<b:InstanceEncryptionIndicator>", "<b:ValidationVersionID>1</b:ValidationVersionID><b:InstanceEncryptionIndicator>"),
            Envelopes.With("<a:PayloadContent>", "<a:PayloadExternalReference><b:ID>1</b:ID></a:PayloadExternalReference><a:PayloadContent>"),
            Envelopes.With("<b:ID>0d9b", "<b:ID schemeID=\"iso6523-actorid-upis\">0d9b"),
        ]),
        [nameof(An_attribute_of_white_space)] = ("XHE-9", () => [Envelopes.With("<b:ID>0d9b", "<b:ID schemeID=\" \">0d9b")]),
        [nameof(A_signature_under_tm_base)] = ("XHE-10", () => [File.ReadAllText(SharedFiles.Official("samples/xhe/xhe_unencrypted.xml")).Replace("::tm-base-ext-sigenc", "::tm-base", StringComparison.Ordinal)]),
    });

    [Fact]
    [Rule("ID-2.4", Refuses = true)]
    public Task A_participant_identifier_that_is_none() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-3.1", Refuses = true)]
    public Task An_envelope_id_that_is_no_UUID() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-4", Refuses = true)]
    public Task A_creation_time_without_zone() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-5.1", Refuses = true)]
    public Task A_criterion_too_many() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-5.2", Refuses = true)]
    public Task A_criterion_with_a_value_of_no_code_list() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-6.2", Refuses = true)]
    public Task A_ToParty_of_another_scheme() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-7.2", Refuses = true)]
    public Task A_type_code_that_is_not_the_payloads_root() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-7.3", Refuses = true)]
    public Task A_content_type_that_is_not_the_payloads() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-7.5", Refuses = true)]
    public Task A_text_payload_that_is_not_Base64() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-9.1", Refuses = true)]
    public Task An_element_or_attribute_that_R1_leaves_out() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-9.2", Refuses = true)]
    public Task An_attribute_of_white_space() => OnlyWeRefuse();

    [Fact]
    [Rule("XHE-10.1", Refuses = true)]
    public Task A_signature_under_tm_base() => OnlyWeRefuse();

    private static Task OnlyWeRefuse([CallerMemberName] string test = "") => s_entries.OnlyWeRefuseAsync(test);

    private static Func<string[]> Each(Func<string, string> make, params string[] values) => () => [.. values.Select(make)];

    private static string WithCriterion(string code) => Envelopes.With(
        "</a:BusinessScope>",
        $"<a:BusinessScopeCriterion><b:BusinessScopeCriterionTypeCode>{code}</b:BusinessScopeCriterionTypeCode><b:BusinessScopeCriterionValue>x</b:BusinessScopeCriterionValue></a:BusinessScopeCriterion></a:BusinessScope>");
}
