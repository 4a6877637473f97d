using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Partners;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>How a participant is found.</summary>
internal sealed class LookupModel : ConsolePage
{
    /// <summary>The participant.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Participant { get; set; }

    /// <summary>The environment.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Environment { get; set; }

    /// <summary>The environments.</summary>
    public IEnumerable<string> Environments => Get<NodeSetup>().Environments.Select(environment => environment.Name);

    /// <summary>The steps; null: nothing was asked.</summary>
    public StepsAnswer? Answer { get; private set; }

    /// <summary>The page.</summary>
    public async Task OnGetAsync() =>
        Answer = string.IsNullOrWhiteSpace(Participant) ? null : await Get<LookupDesk>().ExplainAsync(Environment ?? Environments.First(), Participant.Trim(), PartnerQuestion.UsualType, Cancelled);

    /// <summary>Forgets what is kept of the participant and looks it up again.</summary>
    public async Task<IActionResult> OnPostRefreshAsync()
    {
        if (!Person.MayOperate || string.IsNullOrWhiteSpace(Participant))
        {
            return NotFound();
        }

        Answer = await Get<LookupDesk>().RefreshAsync(Environment ?? Environments.First(), Participant.Trim(), PartnerQuestion.UsualType, Cancelled);
        return Page();
    }
}
