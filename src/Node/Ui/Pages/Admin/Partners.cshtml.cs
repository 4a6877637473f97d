using Microsoft.AspNetCore.Mvc;
using SdkNode.Node.Configuration;
using SdkNode.Node.Partners;
using SdkNode.Node.Ui.Shell;

namespace SdkNode.Node.Ui.Pages.Admin;

/// <summary>The access points that were met.</summary>
internal sealed class PartnersModel : ConsolePage
{
    /// <summary>The access points, those in trouble first.</summary>
    public IReadOnlyList<PartnerLine> List { get; private set; } = [];

    /// <summary>The page.</summary>
    public async Task OnGetAsync() => List = await Get<PartnerList>().ListAsync(null, Cancelled);

    /// <summary>Who is watched (AS4-9), in which environment, how often.</summary>
    public IEnumerable<(string Environment, string Participant, TimeSpan Every)> Watched => Get<NodeSetup>().Environments.SelectMany(environment =>
        environment.Options.Monitoring.Participants.Select(participant => (environment.Name, participant, environment.Options.Monitoring.Every)));

    /// <summary>The steps of a test call; null: none was made.</summary>
    public StepsAnswer? Answer { get; private set; }

    /// <summary>Whose test service was called.</summary>
    public string? Called { get; private set; }

    /// <summary>Calls the test service of a partner: nothing is delivered there.</summary>
    public async Task<IActionResult> OnPostPingAsync(string? environment, string? party)
    {
        if (!Person.MayOperate || Plain(environment) is not { } place || Plain(party) is not { } called)
        {
            return NotFound();
        }

        Called = called;
        Answer = await Get<PartnerPing>().RunAsync(place, await Get<PartnerList>().ParticipantOfAsync(place, called, Cancelled), PartnerQuestion.UsualType, Cancelled);
        await Get<PartnerBook>().WriteAsync(Cancelled);
        await OnGetAsync();
        return Page();
    }
}
