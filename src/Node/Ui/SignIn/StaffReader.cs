using System.Security.Claims;
using SdkNode.Adapters.Mail;
using SdkNode.Node.Configuration;

namespace SdkNode.Node.Ui.SignIn;

/// <summary>Makes the person of a session: what the sign-in said is in the session, what it gives a right to is in the settings as they are now.</summary>
internal sealed class StaffReader(ConsoleSetup setup)
{
    /// <summary>The claim of a session that holds the person's id.</summary>
    public const string Id = "id";

    /// <summary>The claim of a session that holds the person's name.</summary>
    public const string Name = "name";

    /// <summary>The beginning of the claims of a session that rights may follow from.</summary>
    public const string Said = "said:";

    /// <summary>The claim of a session that holds the person's mail address, where the sign-in names one.</summary>
    public const string Mail = "mail";

    private const int MostCharacters = 200;

    /// <summary>The person.</summary>
    public StaffMember Read(ClaimsPrincipal session)
    {
        var id = session.FindFirstValue(Id) ?? throw new InvalidOperationException("A session without a person.");
        return new StaffMember(id, session.FindFirstValue(Name) ?? id, [.. setup.Roles.Where(rule => session.HasClaim(Said + rule.Claim, rule.Value))]) { Mail = session.FindFirstValue(Mail) };
    }

    /// <summary>The session of somebody whom the sign-in has named: no more of it than is needed.</summary>
    /// <param name="id">Tells people apart.</param>
    /// <param name="name">The name for people.</param>
    /// <param name="said">All that the sign-in said.</param>
    public ClaimsPrincipal Session(string id, string? name, IEnumerable<Claim> said)
    {
        var needed = said.Where(claim => setup.Roles.Any(rule => rule.Claim == claim.Type && rule.Value == claim.Value));
        var mail = said.FirstOrDefault(claim => claim.Type == "email" && claim.Value.Length <= MostCharacters && SmtpMailer.IsAddress(claim.Value));
        return new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(Id, Plain(id)), new Claim(Name, Plain(string.IsNullOrWhiteSpace(name) ? id : name)), .. needed.Select(claim => new Claim(Said + claim.Type, claim.Value)).DistinctBy(claim => (claim.Type, claim.Value)), .. mail is null ? Array.Empty<Claim>() : [new Claim(Mail, mail.Value)]],
            "sign-in"));
    }

    // It stands in logs and timelines.
    private static string Plain(string text) => Cli.TerminalText.Printable(text.Length > MostCharacters ? text[..MostCharacters] : text);
}
