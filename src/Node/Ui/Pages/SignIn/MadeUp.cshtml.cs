using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Ui.Shell;
using SdkNode.Node.Ui.SignIn;
using SdkNode.Node.Ui.Words;

namespace SdkNode.Node.Ui.Pages.SignIn;

/// <summary>Signs in as a made-up person; only where there is no real sign-in, which only development allows (ConsoleReader).</summary>
internal sealed class MadeUpModel : ConsolePage
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    /// <summary>The people.</summary>
    public IReadOnlyList<MadeUpPersonOptions> People => Get<ConsoleSetup>().Options.MadeUpPeople;

    /// <summary>What a person may do.</summary>
    public string Roles(MadeUpPersonOptions person) => string.Join(", ", Read(person).Rights.Select(right =>
        RoleNames.Of(right.Role, L) + (right.Addresses.Count > 0 ? $" ({string.Join(", ", right.Addresses)})" : "")));

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync(string id)
    {
        if (People.FirstOrDefault(person => person.Id == id) is not { } chosen)
        {
            return NotFound();
        }

        await HttpContext.SignInAsync(Sessions.Scheme, Session(chosen));
        await Get<SignInRecord>().WriteAsync(Read(chosen), "made up", Cancelled);
        return LocalRedirect(LocalPath.Of(To));
    }

    private StaffMember Read(MadeUpPersonOptions person) => Get<StaffReader>().Read(Session(person));

    private ClaimsPrincipal Session(MadeUpPersonOptions person) =>
        Get<StaffReader>().Session(person.Id, person.Name, Get<ConsoleSetup>().Roles.Where(rule => person.Values.Contains(rule.Value)).Select(rule => new Claim(rule.Claim, rule.Value)));
}
