//! Puts one text into every field of a plan that a file or a table can reach.

use doorwise_playbook::view::{
    ColumnView, CriterionView, DuplicateView, JointView, PersonView, PersonaView, PlanView,
    SaysView, SegmentView, TableView, TargetView, UnlinkedView,
};

/// Sets every text of the plan.
pub(super) fn set(plan: &mut PlanView, text: &str) {
    let put = |field: &mut String| text.clone_into(field);
    let maybe = |field: &mut Option<String>| *field = Some(text.to_owned());
    let all = |fields: &mut Vec<String>| *fields = vec![text.to_owned()];
    // Every view is taken apart field by field, so that a new text cannot be forgotten here.
    let PlanView {
        doorwise: _,
        workspace,
        as_of,
        as_of_from,
        headline,
        icp,
        other_icps,
        counts: _,
        tiers,
        fallout,
        remarks,
        worth_finding,
        deals: _,
        targets,
        segments_to_pursue,
        segments_to_ignore,
        segments,
        roles_seen: _,
        personas,
        reader,
        messages,
        assumptions,
        clarity,
        clarity_score: _,
        actions,
        tables,
        joins,
        problems: _,
        within: _,
    } = plan;
    for DuplicateView {
        table: _,
        row,
        says,
        same_as,
        why,
        differs,
    } in &mut joins.duplicate_rows
    {
        [row, says, same_as, why].into_iter().for_each(put);
        all(differs);
    }
    for UnlinkedView {
        table: _,
        row,
        says,
        why,
    } in &mut joins.unlinked_rows
    {
        [row, says, why].into_iter().for_each(put);
    }
    for field in [
        workspace,
        as_of_from,
        headline,
        &mut icp.id,
        &mut icp.name,
        &mut icp.file,
    ] {
        put(field);
    }
    maybe(as_of);
    if let Some(reader) = reader {
        [&mut reader.segment, &mut reader.says, &mut reader.next]
            .into_iter()
            .for_each(put);
        maybe(&mut reader.persona);
        maybe(&mut reader.persona_name);
        all(&mut reader.cautions);
        if let Some(copy) = &mut reader.copy {
            all(&mut copy.files);
        }
        for deal in &mut reader.stalled {
            [
                &mut deal.deal,
                &mut deal.company,
                &mut deal.reason,
                &mut deal.row,
            ]
            .into_iter()
            .for_each(put);
            all(&mut deal.met);
        }
        for deal in &mut reader.open {
            [&mut deal.deal, &mut deal.company, &mut deal.row]
                .into_iter()
                .for_each(put);
            all(&mut deal.met);
            maybe(&mut deal.write_to);
        }
    }
    for fields in [other_icps, &mut icp.not_understood] {
        all(fields);
    }
    for SaysView { id, says } in remarks.iter_mut().chain(&mut icp.notes) {
        put(id);
        put(says);
    }
    for CriterionView {
        id: _,
        says,
        why,
        assumption: _,
        place,
    } in icp.gates.iter_mut().chain(&mut icp.exclusions)
    {
        put(says);
        put(place);
        maybe(why);
    }
    for line in &mut icp.lines {
        put(&mut line.says);
        put(&mut line.place);
    }
    icp.tiers.iter_mut().for_each(|cut| put(&mut cut.tier));
    tiers.iter_mut().for_each(|tier| put(&mut tier.tier));
    fallout.iter_mut().for_each(|fall| put(&mut fall.says));
    worth_finding
        .iter_mut()
        .for_each(|worth| put(&mut worth.field));
    targets.iter_mut().for_each(|of| target(of, text));
    for SegmentView { says, .. } in segments_to_pursue
        .iter_mut()
        .chain(segments_to_ignore)
        .chain(segments)
    {
        put(says);
    }
    personas.iter_mut().for_each(|of| persona(of, text));
    for message in messages {
        put(&mut message.channel);
        put(&mut message.persona);
        maybe(&mut message.subject);
        message.text = format!("{text}\n\n{text}");
        all(&mut message.gaps);
        for sentence in &mut message.sentences {
            put(&mut sentence.text);
            put(&mut sentence.source);
        }
    }
    for assumption in assumptions {
        put(&mut assumption.says);
        put(&mut assumption.place);
    }
    for question in clarity {
        put(&mut question.question);
        put(&mut question.answer);
    }
    for action in actions {
        put(&mut action.says);
        put(&mut action.command);
    }
    tables.iter_mut().for_each(|of| table(of, text));
}

/// The same for a plan for several ICPs; what it shares with a plan for one was set before.
pub(super) fn set_joint(plan: &mut JointView, text: &str) {
    let put = |field: &mut String| text.clone_into(field);
    for pair in &mut plan.overlaps.pairs {
        pair.icps.iter_mut().for_each(put);
    }
    for section in &mut plan.icps {
        set(&mut section.plan, text);
        section.plan.within = Some(text.to_owned());
    }
}

fn target(target: &mut TargetView, text: &str) {
    let put = |field: &mut String| text.clone_into(field);
    let maybe = |field: &mut Option<String>| *field = Some(text.to_owned());
    let TargetView {
        rank: _,
        key: _,
        company,
        id,
        domain,
        row,
        decision: _,
        tier,
        score: _,
        seen: _,
        override_note,
        reasons,
        find,
        would_change,
        facts,
        in_deals: _,
        history,
        person,
        known_there,
        search,
        icp: _,
        also,
        readers,
    } = target;
    also.iter_mut().for_each(|also| put(&mut also.says));
    for reader in &mut *readers {
        put(&mut reader.persona);
        maybe(&mut reader.search);
    }
    let readers = readers
        .iter_mut()
        .filter_map(|reader| reader.person.as_mut());
    [company, id, row, tier, would_change]
        .into_iter()
        .for_each(put);
    [domain, override_note, history, search]
        .into_iter()
        .for_each(maybe);
    *find = vec![text.to_owned()];
    reasons.iter_mut().for_each(|reason| put(&mut reason.says));
    for fact in facts {
        [&mut fact.field, &mut fact.written]
            .into_iter()
            .for_each(put);
        fact.read_as = format!("{text}.");
    }
    for PersonView {
        name,
        title,
        email,
        persona,
        matches: _,
    } in person.iter_mut().chain(known_there).chain(readers)
    {
        [name, title, persona].into_iter().for_each(put);
        maybe(email);
    }
}

fn persona(persona: &mut PersonaView, text: &str) {
    let PersonaView {
        id,
        name,
        buying_roles,
        titles,
        search,
        statements,
        seen,
    } = persona;
    for field in [id, name, search] {
        text.clone_into(field);
    }
    for fields in [buying_roles, titles] {
        *fields = vec![text.to_owned()];
    }
    for statement in statements {
        text.clone_into(&mut statement.says);
        statement.quote = Some(text.to_owned());
    }
    seen.iter_mut()
        .for_each(|seen| text.clone_into(&mut seen.says));
}

fn table(table: &mut TableView, text: &str) {
    let TableView {
        id: _,
        kind: _,
        name,
        format,
        rows: _,
        skipped: _,
        skipped_rows,
        notes,
        columns,
        unmapped,
    } = table;
    for field in [name, format] {
        text.clone_into(field);
    }
    for fields in [skipped_rows, notes, unmapped] {
        *fields = vec![text.to_owned()];
    }
    for ColumnView {
        field,
        headers,
        examples,
        ..
    } in columns
    {
        text.clone_into(field);
        for fields in [headers, examples] {
            *fields = vec![text.to_owned()];
        }
    }
}
