namespace SdkNode.Node.Trust;

/// <summary>A certificate of the federation that is public: DIGG publishes it among the documentation of SDK.</summary>
/// <param name="Name">The subject's common name.</param>
/// <param name="Purposes">What it is for.</param>
/// <param name="Profiles">The environment profiles that it belongs to.</param>
/// <param name="Fingerprint">Its SHA-256 fingerprint, upper-case hexadecimal.</param>
internal sealed record FederationCertificate(string Name, IReadOnlyList<TrustPurpose> Purposes, IReadOnlyList<string> Profiles, string Fingerprint);

/// <summary>
/// The federation's public authorities by fingerprint, so that a certificate of another environment or purpose is not taken for this one's.
/// They are facts to compare with, not trust: nobody is trusted whom an administrator has not imported. docs/environments.md lists the same.
/// </summary>
internal static class FederationCertificates
{
    private static readonly TrustPurpose[] s_ap = [TrustPurpose.AccessPoint];
    private static readonly TrustPurpose[] s_smp = [TrustPurpose.Smp];
    private static readonly TrustPurpose[] s_siths = [TrustPurpose.Tls, TrustPurpose.O2O];
    private static readonly TrustPurpose[] s_o2o = [TrustPurpose.O2O];
    private static readonly string[] s_openTest = ["open-test"];
    private static readonly string[] s_qa = ["qa"];
    private static readonly string[] s_prod = ["prod"];
    private static readonly string[] s_test = ["open-test", "qa"];
    private static readonly string[] s_real = ["qa", "prod"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FederationCertificate> All { get; } =
    [
        new("Rot CA eDelivery Accesspunkt-TEST", s_ap, s_openTest, "7D59ABDF8E9BB610C2D166AC794A7607661D6075D9969198B5DF8EA60778DCE0"),
        new("Accesspunkt CA-OPEN-TEST", s_ap, s_openTest, "FD8E5F0864E0A8CCAF7B2F3A53858411E63C3D9DFF044893E73BEF593EE94EFB"),
        new("Rot CA eDelivery SMP-TEST", s_smp, s_openTest, "8149724C8683D7D0B28A906BE41EB2E01B28ADFBFFC23DD6A6DD3E535E1D0B52"),
        new("Rot CA eDelivery Accesspunkt - QA", s_ap, s_qa, "DB5B25488CBD041FAC9B2F35E4B96259BBB2C09AA460139EFBD84BA9AC49CE98"),
        new("Accesspunkt CA-SDK-QA", s_ap, s_qa, "E00C280409AECF513F0C2986625C71CB305D5B1B9B8899BBFAC8E6D0142D6D40"),
        new("Rot CA eDelivery SMP-QA", s_smp, s_qa, "A908F5EEC6FEAAA09DC2E1429C84F26B7AE687E2D01D572A7717F5BE9F776608"),
        new("Rot CA eDelivery Accesspunkt-PROD", s_ap, s_prod, "F0761A63779A07313A939435DCD11250B7C692464A55A68E5E2F454BF0702B48"),
        new("Accesspunkt CA-SDK-PROD", s_ap, s_prod, "E005631C678A2303A15409B1BE93B54316023892DD68886063977E8AEA65CF51"),
        new("Rot CA eDelivery SMP-PROD", s_smp, s_prod, "562B274703EA29CE2D3AA284124148BF89118B1F11B49874D1AD5196B9A3EE2C"),
        new("TEST SITHS e-id Root CA v2", s_siths, s_test, "217EE0FAB01427C86988758E3A6B2297B18320D00E1FB7C75E52C41988755307"),
        new("TEST SITHS e-id Function CA v1", s_siths, s_test, "9205BCE83ECD2C466E69DFB94545BA19DEFCA809BBBFE436A753FA58E669A55E"),
        new("ExpiTrust Test CA v8", s_o2o, s_test, "DD43BB65B3468CB26ADE681F18BF7B0BEA23A4BE84EF66A2F33F9394F3ED3FDF"),
        new("Swedish Public Sector Function CA v3 SAT", s_o2o, s_test, "5E22EE888439A2AC889BAC1E27EF595EC0A41B984ABA1200C90140FF343354EB"),
        new("SITHS e-id Root CA v2", s_siths, s_real, "8767260AC829D833C30AF23857CBF8A2304BFDA445303DFCE5043AFA73E584C1"),
        new("SITHS e-id Function CA v1", s_siths, s_real, "E388FC9CA3B63EA6C06F82856676F698EEAA25B7DBFC9670F2F7BB7FF100B8E4"),
        new("ExpiTrust EID CA v4", s_o2o, s_real, "05F82249EC8F1273EEDDD99DF30BBB698A55C2D6DFC52F0622241D1F5A237DC8"),
        new("Swedish Public Sector Function CA v3", s_o2o, s_real, "9E33F71149B4E8E17DF3D909DB47AFCB57830E7D56B3317A214295F1779B3AE0"),
    ];

    /// <summary>The certificate with this fingerprint, or null.</summary>
    public static FederationCertificate? Find(string fingerprint) => All.FirstOrDefault(known => known.Fingerprint.Equals(fingerprint, StringComparison.OrdinalIgnoreCase));
}
