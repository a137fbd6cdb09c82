import { Param, type PipeTransform } from '@nestjs/common';
import { refuse } from '../../domain/refusal';
import { Refused } from './refused';
import { isId } from './validators';

/** What is no id can name nothing: the same 404 as an unknown one. The global pipe has made the text a number. */
const idPipe: PipeTransform<string | number, number> = {
  transform(value) {
    const id = Number(value);
    if (!isId(id)) throw new Refused(refuse('not-found'));
    return id;
  },
};

/** `@Id()` reads `:id` of the path as a number, `@Id('postId')` another segment. */
export function Id(segment = 'id'): ParameterDecorator {
  return Param(segment, idPipe);
}
