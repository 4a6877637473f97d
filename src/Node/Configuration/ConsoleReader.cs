using SdkNode.Node.Api.Authorization;
using SdkNode.Node.Ui.SignIn;
using SdkNode.Security.Certificates;

namespace SdkNode.Node.Configuration;

/// <summary>Reads and checks the settings of the pages; all faults at once.</summary>
internal sealed class ConsoleReader(Settings settings, KeyLoader keys, bool development, List<ConfigurationFault> faults)
{
    private const string Key = "Console";

    /// <summary>The setup; with faults it is not to be used.</summary>
    public async Task<ConsoleSetup> ReadAsync(ConsoleOptions options, CancellationToken cancellationToken)
    {
        CheckListen(options);
        CheckSignIn(options);
        var secret = SecretReader.Read($"{Key}:SignIn:ClientSecretFile", options.SignIn.ClientSecret, options.SignIn.ClientSecretFile, settings, faults);

        // Browsers are the organisation's own: whose certificate they trust is its own affair, so no anchors here.
        var anybody = new TrustPolicy { Purpose = "console TLS", Anchors = [], Issuers = [], Revocation = RevocationPolicy.Off, Use = CertificateUse.TlsServer };
        var tls = options.Tls is { } key ? await keys.LoadAsync($"{Key}:Tls", key, anybody, cancellationToken) : null;
        var here = new Uri($"{(options.Tls is null ? "http" : "https")}://localhost:{Math.Clamp(options.Listen.Port, 0, 65535)}");
        return new ConsoleSetup(options, tls, Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address) ? address : here, secret ?? "", [.. options.Roles.Select(Rule).OfType<RoleRule>()]) { Shown = ConfigShow.All(settings) };
    }

    private void CheckListen(ConsoleOptions options)
    {
        faults.AddRange(ListenChecks.Check(Key, "pages", options.Listen.Address, options.Listen.Port, 8081, options.Tls is not null || options.BehindProxy));
        if (options.PublicAddress is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            Add("PublicAddress", text, "It is no address of https without a path.", "Write what people type into their browsers, such as https://sdk.kristinehamn.se.");
        }
    }

    private void CheckSignIn(ConsoleOptions options)
    {
        var signIn = options.SignIn;
        if (signIn.Issuer is { } issuer)
        {
            if (!GuardedDocuments.IsSafe(issuer))
            {
                Add("SignIn:Issuer", issuer, "It is no address of https.", "Write the issuer as the OpenID provider's metadata has it.");
            }

            if (signIn.ClientId.Length == 0)
            {
                Add("SignIn:ClientId", null, "It is missing.", "Register this node at the OpenID provider, with code flow and PKCE, and write the client id that it gives.");
            }

            if (options.MadeUpPeople.Count > 0)
            {
                Add("MadeUpPeople", null, "There is a real sign-in too.", "Leave one of the two out.");
            }
        }
        else if (!development || options.MadeUpPeople.Count == 0)
        {
            Add("SignIn:Issuer", null, development ? "It is missing, and there are no made-up people either." : "It is missing: nobody could sign in.", "Write the issuer of the organisation's OpenID provider; docs/console.md has examples.");
        }

        if (signIn.Idle < TimeSpan.FromMinutes(1) || signIn.Longest < signIn.Idle || signIn.Longest > TimeSpan.FromHours(24))
        {
            Add("SignIn:Idle", $"{signIn.Idle}, Longest {signIn.Longest}", "They are out of range.", "Use at least a minute for Idle, and for Longest no less than Idle and no more than a day.");
        }
    }

    private RoleRule? Rule(RoleOptions options, int number)
    {
        var key = $"Roles:{number}";
        var isKnown = Enum.TryParse<StaffRole>(options.Role, ignoreCase: true, out var role) && Enum.IsDefined(role) && !int.TryParse(options.Role, out _);
        if (!isKnown)
        {
            Add($"{key}:Role", options.Role, "There is no such role.", $"Use one of {string.Join(", ", Enum.GetNames<StaffRole>())}.");
        }

        if (options.Claim.Length == 0 || options.Value.Length == 0)
        {
            Add($"{key}:Claim", options.Claim, "Claim and Value are needed both.", "Write what the sign-in says of those who have the role, such as Claim groups and Value SDK-registratur.");
        }

        var isOfMailboxes = role is StaffRole.Registrar or StaffRole.CaseWorker;
        if (isKnown && isOfMailboxes == (options.Addresses.Count == 0))
        {
            Add($"{key}:Addresses", null, isOfMailboxes ? "The role is of functional addresses, and none is named." : "The role is of the whole node, not of functional addresses.", isOfMailboxes ? "Name them; * stands for any of them." : "Leave Addresses out.");
        }

        if (options.Environment is { } name && settings.Options.Environments.TrueForAll(environment => environment.Name != name))
        {
            Add($"{key}:Environment", name, "There is no such environment.", "Use the name of one of Environments.");
        }

        return isKnown ? new RoleRule(options.Claim, options.Value, role, options.Environment, options.Participant, options.Addresses) : null;
    }

    private void Add(string key, string? value, string problem, string remedy) => faults.Add(new($"{Key}:{key}", value, problem, remedy));
}
